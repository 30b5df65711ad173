/**
 * One colour of the organisation becomes the four accent colours of a look. No single colour is readable on white and on
 * near black, so the one that is chosen stands in the light look, and the dark look gets the nearest lighter shade of it.
 */
export type Accents = {
  readonly accent: string
  /** Under the pointer. */
  readonly accentStrong: string
  /** Behind text in the accent colour. */
  readonly accentSoft: string
  readonly onAccent: string
}

/** What the accent stands on, as app/globals.css says it; a test holds the two together. */
export const surfaces = {
  light: { page: '#ffffff', others: ['#f5f3ee'] },
  dark: { page: '#14171a', others: ['#0e1113', '#1d2125'] },
} as const
export type Look = keyof typeof surfaces

/** WCAG 2.2, 1.4.3: text of any size. */
export const leastContrast = 4.5
/** We choose the dark shade ourselves, so it may as well be easy to read. */
const darkContrast = 7

type Rgb = readonly [red: number, green: number, blue: number]

const colourPattern = /^#[0-9a-f]{6}$/

/** A colour as it is kept, `#0b5a78`, from what people type; null for anything else. */
export const readColour = (typed: string): string | null => {
  const text = typed.trim().toLowerCase().replace(/^#?/, '#')
  return colourPattern.test(text) ? text : null
}

const rgbOf = (colour: string): Rgb => {
  const value = Number.parseInt(colour.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

const hexOf = (rgb: Rgb): string => `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`

const linear = (part: number): number => {
  const share = part / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}

const luminance = (colour: string): number => {
  const [red, green, blue] = rgbOf(colour)
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

/** Contrast ratio of WCAG, from 1 to 21. */
export const contrast = (one: string, other: string): number => {
  const [a, b] = [luminance(one), luminance(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

const mix = (from: string, to: string, share: number): string => {
  const [a, b] = [rgbOf(from), rgbOf(to)]
  const part = (index: 0 | 1 | 2) => a[index] + (b[index] - a[index]) * share
  return hexOf([part(0), part(1), part(2)])
}

/** The worst contrast of a colour on everything it stands on in a look. */
export const contrastIn = (look: Look, colour: string): number => {
  const { page, others } = surfaces[look]
  return Math.min(...[page, ...others].map((surface) => contrast(colour, surface)))
}

const steps = 256

/** The first of 256 steps from one colour to another that fits; the last one always does. */
const nearest = (from: string, to: string, fits: (colour: string) => boolean): string => {
  for (let step = 0; step < steps; step += 1) {
    const colour = mix(from, to, step / steps)
    if (fits(colour)) return colour
  }
  return to
}

/** The colour itself where it can be read in the light look, else the nearest darker shade that can. */
export const nearestReadable = (colour: string): string =>
  nearest(colour, '#000000', (shade) => contrastIn('light', shade) >= leastContrast)

/** As much of the accent as may lie behind its own text. */
const softBehind = (accent: string, page: string, share: number): string =>
  nearest(mix(page, accent, share), page, (soft) => contrast(accent, soft) >= leastContrast)

/** All accent colours of both looks; null for a colour that cannot be read in the light one. */
export const accentsOf = (colour: string): Record<Look, Accents> | null => {
  if (contrastIn('light', colour) < leastContrast) return null
  const bright = nearest(colour, '#ffffff', (shade) => contrastIn('dark', shade) >= darkContrast)
  return {
    light: {
      accent: colour,
      accentStrong: mix(colour, '#000000', 0.25),
      accentSoft: softBehind(colour, surfaces.light.page, 0.12),
      onAccent: '#ffffff',
    },
    dark: {
      accent: bright,
      accentStrong: mix(bright, '#ffffff', 0.35),
      accentSoft: softBehind(bright, surfaces.dark.page, 0.18),
      onAccent: surfaces.dark.others[0],
    },
  }
}
