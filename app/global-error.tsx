'use client'
import type { ErrorInfo } from 'next/error'
import { FaultPanel } from '@/components/problems/fault-panel'
import { faultWords } from '@/lib/i18n/fault-words'
import { defaultLocale, directionOf } from '@/lib/i18n/locales'
import './globals.css'

/** Stands in for the layout when that fails; reads as a plain page should the stylesheet not come either. */
const GlobalErrorPage = ({ error, retry }: ErrorInfo) => (
  <html lang={`${defaultLocale}-IN`} dir={directionOf(defaultLocale)}>
    <body>
      <FaultPanel error={error} retry={retry} words={faultWords[defaultLocale]} />
    </body>
  </html>
)

export default GlobalErrorPage
