// Loaded into the production server with --import. Next greets with the address it listens on, where this product refuses
// to be read (it answers at PUBLIC_ORIGIN alone). lib/log-console.ts takes the console over right after; errors go elsewhere.
console.log = () => {}
