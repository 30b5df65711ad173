// Facebook, Instagram, WhatsApp, Telegram and Snapchat say who they are; `; wv)` is Android's own mark of a page in an app.
const inApp = /\b(FBAN|FBAV|Instagram|WhatsApp|Telegram|Snapchat)\b|; wv\)/

/** Is the page shown inside another app, whose browser may not be the one DigiLocker comes back to? A hint, never a gate. */
export const isInAppBrowser = (userAgent: string | null): boolean => userAgent !== null && inApp.test(userAgent)
