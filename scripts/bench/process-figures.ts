import { readFileSync } from 'node:fs'
import { StartProblem } from '../problem.ts'

const read = (pid: number, file: string): string => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch (cause) {
    throw new StartProblem('npm run bench reads /proc, which only Linux has.', { cause })
  }
}

// USER_HZ, in which the kernel tells times to programs, is 100 on every Linux that Node runs on.
const msPerTick = 10

/** Processor time a process has used so far, all its threads together. */
export const cpuMs = (pid: number | undefined): number => {
  // The name of the program may hold blanks and brackets; what follows its last bracket does not.
  const fields =
    read(pid ?? 0, 'stat')
      .split(') ')
      .at(-1)
      ?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * msPerTick
}

/** Memory of a process that is in RAM now, in MB. */
export const residentMb = (pid: number | undefined): number =>
  Number(/^VmRSS:\s+(\d+) kB/m.exec(read(pid ?? 0, 'status'))?.[1]) / 1024
