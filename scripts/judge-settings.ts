import { ConfigurationError, readSettings } from '../lib/env-settings.ts'
import type { Environment } from './children.ts'
import { exitConfiguration, StartProblem } from './problem.ts'

/**
 * Judges the whole configuration as the web process will, before anything that takes long. @throws StartProblem that names
 * everything wrong at once, without a value
 */
export const judgeSettings = (env: Environment): void => {
  try {
    readSettings(env)
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    throw new StartProblem(error.message, { exitCode: exitConfiguration, cause: error })
  }
}
