declare module 'parse-prometheus-text-format' {
  type Sample = {
    value?: string
    labels?: Readonly<Record<string, string>>
    buckets?: Readonly<Record<string, string>>
    count?: string
    sum?: string
  }
  export type Family = { name: string; help: string; type: string; metrics: Sample[] }
  export default function parsePrometheusTextFormat(text: string): Family[]
}
