/** A reason not to start that the operator can mend; its message is printed alone, without a stack. */
export class StartProblem extends Error {
  readonly exitCode: number

  constructor(message: string, options: { cause?: unknown; exitCode?: number } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'StartProblem'
    this.exitCode = options.exitCode ?? 1
  }
}

/** sysexits.h EX_CONFIG: wrong settings, or a second start on the same data; a service manager should not retry it. */
export const exitConfiguration = 78

/** Runs a script's main function; problems end with their sentence and exit code, bugs with their stack. */
export async function runMain(main: () => Promise<void>): Promise<void> {
  try {
    await main()
  } catch (error) {
    console.error(error instanceof StartProblem ? error.message : error)
    process.exitCode = error instanceof StartProblem ? error.exitCode : 1
  }
}
