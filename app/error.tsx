'use client'
import type { ErrorInfo } from 'next/error'
import { FaultPanel } from '@/components/problems/fault-panel'
import { faultWords } from '@/lib/i18n/fault-words'
import { defaultLocale } from '@/lib/i18n/locales'

const ErrorPage = ({ error, retry }: ErrorInfo) => (
  <FaultPanel error={error} retry={retry} words={faultWords[defaultLocale]} />
)

export default ErrorPage
