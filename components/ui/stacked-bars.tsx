import { scaleBand, scaleLinear } from 'd3-scale'
import { stack } from 'd3-shape'
import { type ChartLook, ChartTextures, lookOf } from './chart-look'

export type StackedBar = { key: string; label: string; title: string; values: Readonly<Record<string, number>> }

type StackedBarsProps = {
  /** Unique on the page. */
  id: string
  /** What the picture shows, in a sentence; the figures stand in a table of their own. */
  name: string
  /** From the bottom up. */
  series: readonly { key: string; look: ChartLook }[]
  bars: readonly StackedBar[]
  format: (value: number) => string
}

const height = 220
const [top, bottom] = [10, 28]
/** More labels than this touch each other on a phone. */
const mostLabels = 4

/** Every so many bars have a label, and the last one has one: it is the day people look for. */
const hasLabel = (index: number, count: number): boolean => (count - 1 - index) % Math.ceil(count / mostLabels) === 0

/** Under the middle of its bar; the last one ends with its bar, so that it stays inside the page. */
const labelPlace = (start: number, width: number, isLast: boolean) =>
  isLast
    ? ({ x: `${start + width}%`, y: height - 6, textAnchor: 'end' } as const)
    : ({ x: `${start + width / 2}%`, y: height - 6, textAnchor: 'middle' } as const)

/**
 * Bars over time. Places across are percentages and places up are pixels, so the picture takes any width while its words
 * keep their size.
 */
export const StackedBars = ({ id, name, series, bars, format }: StackedBarsProps) => {
  const keys = series.map(({ key }) => key)
  const layers = stack<StackedBar>()
    .keys(keys)
    .value((bar, key) => bar.values[key] ?? 0)([...bars])
  const most = Math.max(1, ...layers.flatMap((layer) => layer.map(([, end]) => end)))
  const x = scaleBand<string>()
    .domain(bars.map(({ key }) => key))
    .range([0, 100])
    .paddingInner(0.25)
    .paddingOuter(0.1)
  const y = scaleLinear()
    .domain([0, most])
    .nice(4)
    .range([height - bottom, top])
  const ticks = y.ticks(4).filter(Number.isInteger)
  return (
    <div role="img" aria-label={name} className="flex">
      <svg aria-hidden="true" width="44" height={height} className="shrink-0 overflow-visible">
        {ticks.map((tick) => (
          <text key={tick} x="36" y={y(tick)} dy="0.32em" textAnchor="end" className="fill-ink-soft text-small">
            {format(tick)}
          </text>
        ))}
      </svg>
      <svg aria-hidden="true" width="100%" height={height} className="min-w-0 flex-1 overflow-visible">
        <ChartTextures chart={id} />
        {ticks.map((tick) => (
          <line
            key={tick}
            x1="0"
            x2="100%"
            y1={y(tick)}
            y2={y(tick)}
            className={tick === 0 ? 'stroke-line-field' : 'stroke-line'}
          />
        ))}
        {bars.map((bar, index) => (
          <g key={bar.key}>
            <title>{bar.title}</title>
            {layers.map((layer, place) => {
              const [low = 0, high = 0] = layer[index] ?? []
              const look = series[place]?.look
              return high === low || look === undefined ? null : (
                <rect
                  key={layer.key}
                  x={`${x(bar.key)}%`}
                  width={`${x.bandwidth()}%`}
                  y={y(high)}
                  height={y(low) - y(high)}
                  {...lookOf(look, id)}
                />
              )
            })}
            {hasLabel(index, bars.length) && (
              <text
                {...labelPlace(x(bar.key) ?? 0, x.bandwidth(), index === bars.length - 1)}
                className="fill-ink-soft text-small"
              >
                {bar.label}
              </text>
            )}
          </g>
        ))}
      </svg>
    </div>
  )
}
