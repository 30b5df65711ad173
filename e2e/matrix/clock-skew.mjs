/*
 * Loaded into a web process before the product (`node --import`): its wall clock is off by SKEW_MS, and jumps by JUMP_MS at
 * each SIGUSR2. The monotonic clock and the clocks of the database and the provider stay right, as on a real machine.
 */
let offset = Number(process.env.SKEW_MS ?? '0')
process.on('SIGUSR2', () => {
  offset += Number(process.env.JUMP_MS ?? '0')
})

const now = Date.now.bind(Date)
const skewed = () => now() + offset

globalThis.Date = new Proxy(Date, {
  apply: (real) => new real(skewed()).toString(),
  construct: (real, given, made) => Reflect.construct(real, given.length === 0 ? [skewed()] : given, made),
  get: (real, name) => (name === 'now' ? skewed : Reflect.get(real, name)),
})
