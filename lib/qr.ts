import 'server-only'
import { encode } from 'uqr'

/** Modules of silence around the code, without which many cameras do not find it (ISO/IEC 18004, 9.1). */
const quietZone = 4

/** A QR code as one SVG path on a square of `size` modules; drawn on the server, so that no script is needed. */
export const qrPicture = (text: string): { size: number; path: string } => {
  const { size, data } = encode(text, { ecc: 'M', border: quietZone })
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
  return { size, path }
}
