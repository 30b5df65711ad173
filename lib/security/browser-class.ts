import 'server-only'

/**
 * The kind of browser and device, never its version or name: enough for a consent record and for support, too little to
 * recognise anyone.
 */
export const browserClass = (userAgent: string | null): string => {
  const agent = (userAgent ?? '').slice(0, 500)
  const device = /android/i.test(agent) ? 'android' : /iphone|ipad|ipod/i.test(agent) ? 'ios' : 'desktop'
  const family = /edg\//i.test(agent)
    ? 'edge'
    : /samsungbrowser/i.test(agent)
      ? 'samsung'
      : /firefox|fxios/i.test(agent)
        ? 'firefox'
        : /chrome|crios/i.test(agent)
          ? 'chrome'
          : /safari/i.test(agent)
            ? 'safari'
            : 'other'
  return `${device}-${family}`
}
