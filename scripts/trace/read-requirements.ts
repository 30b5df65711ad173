import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../settings.ts'

export type Requirement = { id: string; promised: boolean; text: string }

const row = /^\| ([A-Z]-\d\d) +\| (now|later) +\| (.+?) +\|$/gm

/** The lines of docs/requirements.md, the one list of what this version promises. */
export const readRequirements = (text = readFileSync(join(root, 'docs', 'requirements.md'), 'utf8')): Requirement[] =>
  [...text.matchAll(row)].map(([, id = '', when, words = '']) => ({ id, promised: when === 'now', text: words }))
