import { describe, expect, it } from 'vitest'
import { isInAppBrowser } from './in-app-browser.ts'

const android = 'Mozilla/5.0 (Linux; Android 14; Pixel 7'
const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36'

describe('isInAppBrowser', () => {
  it.each([
    ['Android web view', `${android}; wv) ${chrome}`],
    ['Facebook', `${android}) ${chrome} [FB_IAB/FB4A;FBAV/430.0.0.0.0;]`],
    ['Instagram', 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Mobile/15E148 Instagram 300.0.0.0.0'],
    ['WhatsApp', 'WhatsApp/2.23.20.0 A'],
  ])('knows %s', (_, userAgent) => {
    expect(isInAppBrowser(userAgent)).toBe(true)
  })

  it.each([
    ['Chrome', `${android}) ${chrome}`],
    ['Safari', 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile/15E148 Safari/604.1'],
    ['a browser that names itself nothing', ''],
    ['no header', null],
  ])('leaves %s alone', (_, userAgent) => {
    expect(isInAppBrowser(userAgent)).toBe(false)
  })
})
