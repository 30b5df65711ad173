import 'server-only'
import { processState } from '@/lib/process-state'

/**
 * Exports under way at once in this process. Each has a connection and a core of its own for as long as its download lasts;
 * with two, pages keep the rest.
 */
export const mostExports = 2

const room = () => processState('exports', () => ({ taken: 0 }))

/** Room for one more export, or null. @returns gives the room back; once is enough, twice does no harm */
export const takeExportRoom = (): (() => void) | null => {
  if (room().taken >= mostExports) return null
  room().taken += 1
  let held = true
  return () => {
    if (held) room().taken -= 1
    held = false
  }
}
