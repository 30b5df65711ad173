import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { defaultLocale, directionOf } from '@/lib/i18n/locales'
import { chosenTheme } from './chosen-theme'
import './globals.css'

// Titles are the pages' own: the start page writes "Problem:" into its title, and a second title would win over it.
export const metadata: Metadata = {
  robots: { index: false, follow: false },
  formatDetection: { telephone: false },
  icons: { icon: { url: '/icon.svg', type: 'image/svg+xml' } },
}

/** The browser's own bars, in the colour of the page. */
const bars = { light: '#ffffff', dark: '#14171a' } as const

export const generateViewport = async (): Promise<Viewport> => {
  const theme = await chosenTheme()
  return theme
    ? { colorScheme: theme, themeColor: bars[theme] }
    : {
        colorScheme: 'light dark',
        themeColor: [
          { media: '(prefers-color-scheme: light)', color: bars.light },
          { media: '(prefers-color-scheme: dark)', color: bars.dark },
        ],
      }
}

/** Every answer carries its own nonce, so nothing may be rendered ahead of its request. */
export const dynamic = 'force-dynamic'

const RootLayout = async ({ children }: { children: ReactNode }) => {
  const theme = await chosenTheme()
  return (
    <html lang={`${defaultLocale}-IN`} dir={directionOf(defaultLocale)} {...(theme && { 'data-theme': theme })}>
      <body>{children}</body>
    </html>
  )
}

export default RootLayout
