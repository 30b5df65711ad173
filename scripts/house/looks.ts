import type { Node } from 'oxc-parser'
import theme from '../../tailwind.config.ts'
import { at, type Finding } from './finding.ts'
import { lineAt, type SourceFile } from './source-file.ts'
import { walk } from './walk.ts'

// The utilities that take their value from the theme's spacing.
const sized =
  /^-?([pm][trblxyse]?|gap(?:-[xy])?|space-[xy]|basis|(?:min-|max-)?[wh]|size|inset(?:-[xy])?|top|start|end|bottom)-(.+)$/
const spaces = new Set(Object.keys(theme.theme.spacing))
const widths = new Set([...spaces, ...Object.keys(theme.theme.maxWidth)])
// What Tailwind knows without a theme: words of CSS, parts of a whole, and values written out.
const ofCss = /^(?:auto|full|none|min|max|fit|screen|reverse|[sld]?v[wh]|\d+\/\d+|\[.+\]|\(.+\))$/

const isNamed = (utility: string, size: string): boolean =>
  (utility === 'max-w' ? widths : spaces).has(size) || ofCss.test(size)

/** A class without the states and screens it is for, and without its `!`. */
const bare = (name: string): string => name.slice(name.lastIndexOf(':') + 1).replace(/^!|!$/g, '')

const textOf = (node: Node): string | null => {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : null
  return node.type === 'TemplateElement' ? node.value.raw : null
}

const isClassName = (node: Node): boolean =>
  node.type === 'JSXAttribute' && node.name.type === 'JSXIdentifier' && node.name.name === 'className'

/** Outside of `className` and of files of styles, classes are a text of several words of which one is a class that has a size we name. */
const areClasses = (names: readonly string[]): boolean =>
  names.length > 1 &&
  names.some((name) => {
    const [, utility = '', size = ''] = sized.exec(bare(name)) ?? []
    return size !== '' && isNamed(utility, size)
  })

/** A size that the theme does not name makes no class and says nothing about it: the page just looks wrong. */
export const checkLooks = (house: readonly SourceFile[]): Finding[] =>
  house
    .filter(({ path, isTest }) => /^(app|components)\/.*\.tsx?$/.test(path) && !isTest)
    .flatMap((file) => {
      const findings: Finding[] = []
      const isStyle = file.path.endsWith('-style.ts')
      walk(file.program, (node, parents) => {
        const text = textOf(node)
        if (text === null) return
        const names = text.split(/\s+/).filter(Boolean)
        if (!isStyle && !parents.some(isClassName) && !areClasses(names)) return
        for (const name of names) {
          const [, utility = '', size = ''] = sized.exec(bare(name)) ?? []
          if (size !== '' && !isNamed(utility, size))
            findings.push(
              at(file, lineAt(file.text, node.start), `asks for "${name}", a size tailwind.config.ts does not name.`),
            )
        }
      })
      return findings
    })
