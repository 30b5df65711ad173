/** @type {import('next').NextConfig} */
export default {
  output: 'standalone',
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: true,
  // Dynamic pages with a nonce per answer: no shell may be cached (docs/decisions/0001-nonce-policy.md).
  cacheComponents: false,
  // The optimiser is attack surface this product does not need (N-11).
  images: { unoptimized: true },
  // scripts/ runs `tsc` itself, so a build does not check types a second time.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    'pg',
    'pg-boss',
    'pino',
    '@node-rs/argon2',
    'undici',
    'prom-client',
    '@opentelemetry/sdk-trace',
    '@opentelemetry/resources',
    '@opentelemetry/context-async-hooks',
    '@opentelemetry/exporter-trace-otlp-proto',
  ],
  experimental: {
    serverActions: { bodySizeLimit: '64kb' },
    // What the front door lets in for a file of invitations (lib/security/upload-ticket.ts); Next would cut the rest off.
    proxyClientMaxBodySize: '12mb',
  },
}
