import { at, type Finding } from './finding.ts'
import type { SourceFile } from './source-file.ts'

/** Files that import each other in a circle; each circle is told once, at its first file. Types count: they tangle readers too. */
export const checkCircles = (house: readonly SourceFile[]): Finding[] => {
  const files = new Map(house.map((file) => [file.path, file]))
  const done = new Set<string>()
  const found: Finding[] = []
  const visit = (path: string, way: readonly string[]): void => {
    const begins = way.indexOf(path)
    const file = files.get(path)
    if (!file || (begins < 0 && done.has(path))) return
    if (begins >= 0) {
      const circle = [...way.slice(begins), path].join(' → ')
      found.push(at(file, 1, `imports itself by way of others: ${circle}. Move what both need into a third file.`))
      return
    }
    for (const { path: next } of file.imports) if (next) visit(next, [...way, path])
    done.add(path)
  }
  for (const path of files.keys()) visit(path, [])
  return found
}
