/** Dark modules as one path on a square of `size` modules, silence around them included. */
export type QrPicture = { readonly size: number; readonly path: string }

/** Always dark on white, whatever the theme: a camera reads nothing else for certain. */
export const QrCode = ({ picture, label }: { picture: QrPicture; label: string }) => (
  <svg
    role="img"
    aria-label={label}
    viewBox={`0 0 ${picture.size} ${picture.size}`}
    shapeRendering="crispEdges"
    className="h-qr w-qr rounded bg-qr-light"
  >
    <rect width={picture.size} height={picture.size} className="fill-qr-light" />
    <path d={picture.path} className="fill-qr-dark" />
  </svg>
)
