import theme from '../../tailwind.config.ts'
import { at, type Finding } from './finding.ts'
import type { SourceFile } from './source-file.ts'

const sizes = new Set(Object.keys(theme.theme.spacing))
// The utilities that take their value from the theme's spacing.
const sized =
  /(?<![\w[(-])-?(?:[pm][trblxyse]?|gap(?:-[xy])?|(?:min-|max-)?[wh]|size|inset(?:-[xy])?|top|start|end|bottom)-(\d+)(?![\w./%-])/g

/** A size that the theme does not name makes no class and says nothing about it: the page just looks wrong. */
export const checkLooks = (house: readonly SourceFile[]): Finding[] =>
  house
    .filter(({ path, isTest }) => /^(app|components)\/.*\.tsx$/.test(path) && !isTest)
    .flatMap((file) =>
      file.text
        .split('\n')
        .flatMap((line, index) =>
          [...line.matchAll(sized)]
            .filter(([, size = '']) => !sizes.has(size))
            .map(([name]) => at(file, index + 1, `asks for "${name}", a size tailwind.config.ts does not name.`)),
        ),
    )
