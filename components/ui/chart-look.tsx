/** How a part of a chart is drawn. Texture tells parts apart where colour does not; the names say what is seen. */
export type ChartLook =
  | 'solid-accent'
  | 'solid-good'
  | 'striped-good'
  | 'solid-warn'
  | 'dotted-accent'
  | 'striped-soft'
  | 'pale'

const textured: Partial<Record<ChartLook, string>> = {
  'striped-good': 'stripes-good',
  'striped-soft': 'stripes-soft',
  'dotted-accent': 'dots-accent',
}

const plain: Partial<Record<ChartLook, string>> = {
  'solid-accent': 'fill-accent stroke-page',
  'solid-good': 'fill-good stroke-page',
  'solid-warn': 'fill-warn stroke-page',
  pale: 'fill-line stroke-line-field',
}

const edges: Partial<Record<ChartLook, string>> = {
  'striped-good': 'stroke-good',
  'striped-soft': 'stroke-ink-soft',
  'dotted-accent': 'stroke-accent',
}

/** The attributes of a shape in this look. @param chart id of the chart that holds the textures */
export const lookOf = (look: ChartLook, chart: string): { fill?: string; className: string } => {
  const texture = textured[look]
  return texture === undefined
    ? { className: plain[look] ?? '' }
    : { fill: `url(#${chart}-${texture})`, className: edges[look] ?? '' }
}

const Stripes = ({ id, stroke, turn }: { id: string; stroke: string; turn: number }) => (
  <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform={`rotate(${turn})`}>
    <rect width="6" height="6" className="fill-page" />
    <line x1="0" y1="0" x2="0" y2="6" strokeWidth="6" className={stroke} />
  </pattern>
)

/** The textures of one chart; goes into its svg once. */
export const ChartTextures = ({ chart }: { chart: string }) => (
  <defs>
    <Stripes id={`${chart}-stripes-good`} stroke="stroke-good" turn={45} />
    <Stripes id={`${chart}-stripes-soft`} stroke="stroke-ink-soft" turn={-45} />
    <pattern id={`${chart}-dots-accent`} width="6" height="6" patternUnits="userSpaceOnUse">
      <rect width="6" height="6" className="fill-accent-soft" />
      <circle cx="3" cy="3" r="1.5" className="fill-accent" />
    </pattern>
  </defs>
)

/** What a look means, in words beside a sample of it. */
export const ChartLegend = ({
  chart,
  items,
}: {
  chart: string
  items: readonly { key: string; look: ChartLook; text: string }[]
}) => (
  <ul className="flex flex-wrap gap-x-6 gap-y-2 text-small">
    {items.map(({ key, look, text }) => (
      <li key={key} className="flex items-center gap-2">
        <svg width="20" height="14" aria-hidden="true" className="shrink-0">
          <rect x="0.5" y="0.5" width="19" height="13" {...lookOf(look, chart)} />
        </svg>
        {text}
      </li>
    ))}
  </ul>
)
