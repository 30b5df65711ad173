import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { defaultLocale, directionOf } from '@/lib/i18n/locales'
import './globals.css'

// Titles are the pages' own: the start page writes "Problem:" into its title, and a second title would win over it.
export const metadata: Metadata = {
  robots: { index: false, follow: false },
  formatDetection: { telephone: false },
  icons: { icon: { url: '/icon.svg', type: 'image/svg+xml' } },
}

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#14171a' },
  ],
}

/** Every answer carries its own nonce, so nothing may be rendered ahead of its request. */
export const dynamic = 'force-dynamic'

const RootLayout = ({ children }: { children: ReactNode }) => (
  <html lang={`${defaultLocale}-IN`} dir={directionOf(defaultLocale)}>
    <body>{children}</body>
  </html>
)

export default RootLayout
