import 'server-only'

/** Deeper than any documented answer (4) and far from the depth at which a parser gets into trouble. */
const maxDepth = 16

/** Why a text is not taken as JSON; never quotes it. */
export class JsonRefused extends Error {
  constructor(reason: string, cause?: unknown) {
    super(`answer is not acceptable JSON: ${reason}`, { cause })
    this.name = 'JsonRefused'
  }
}

// A string, or one character that opens, closes or separates. Nothing in it can match the same text in two ways, and a
// string without its end is taken whole instead of being tried again from each quote, so the scan is linear (F-42).
const token = /"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?$)|[{}[\],:]/gs

type Level = { keys: Set<string> | null; expectsKey: boolean }

const checkKey = (level: Level, raw: string): void => {
  // An escaped key (`\u005f…`) is the same key, so compare what the parser will see.
  const key: unknown = JSON.parse(raw)
  if (typeof key !== 'string') return
  if (key === '__proto__') throw new JsonRefused('a key is __proto__')
  if (level.keys?.has(key)) throw new JsonRefused('a key appears twice')
  level.keys?.add(key)
}

/** JSON.parse takes the last of two equal keys and any depth; two readers of one answer could then differ (F-09). */
const checkStructure = (text: string): void => {
  const levels: Level[] = []
  for (const [part] of text.matchAll(token)) {
    const level = levels.at(-1)
    if (part === '{' || part === '[') {
      if (levels.length === maxDepth) throw new JsonRefused(`deeper than ${maxDepth} levels`)
      levels.push({ keys: part === '{' ? new Set() : null, expectsKey: part === '{' })
    } else if (part === '}' || part === ']') levels.pop()
    else if (level && part === ',') level.expectsKey = level.keys !== null
    else if (level && part === ':') level.expectsKey = false
    else if (level?.expectsKey) checkKey(level, part)
  }
}

/**
 * JSON that means one thing only: no byte order mark, no key twice, no `__proto__`, at most 16 levels.
 * @throws JsonRefused
 */
export const parseJson = (text: string): unknown => {
  if (text.startsWith('\ufeff')) throw new JsonRefused('it begins with a byte order mark')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // The parser's own message quotes the text, so it is not passed on.
    throw new JsonRefused(text.trim() === '' ? 'it is empty' : 'it does not parse')
  }
  checkStructure(text)
  return value
}
