import 'server-only'

/**
 * Exports under way at once in this process. Each has a connection and a core of its own for as long as its download lasts;
 * with two, pages keep the rest.
 */
export const mostExports = 2

// Next bundles server code several times; all copies must count together.
const shelf: { swikritiExports?: number } = globalThis as { swikritiExports?: number }

/** Room for one more export, or null. @returns gives the room back; once is enough, twice does no harm */
export const takeExportRoom = (): (() => void) | null => {
  const taken = shelf.swikritiExports ?? 0
  if (taken >= mostExports) return null
  shelf.swikritiExports = taken + 1
  let held = true
  return () => {
    if (held) shelf.swikritiExports = (shelf.swikritiExports ?? 1) - 1
    held = false
  }
}
