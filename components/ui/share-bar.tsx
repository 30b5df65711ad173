import { scaleLinear } from 'd3-scale'
import { type ChartLook, ChartTextures, lookOf } from './chart-look'

type ShareBarProps = {
  /** Unique on the page. */
  id: string
  /** What the whole width stands for. */
  whole: number
  parts: readonly { key: string; value: number; look: ChartLook }[]
}

/** One bar of a row that says its figures in words itself; widths are shares, so it fits any screen. */
export const ShareBar = ({ id, whole, parts }: ShareBarProps) => {
  const width = scaleLinear()
    .domain([0, Math.max(whole, 1)])
    .range([0, 100])
    .clamp(true)
  let before = 0
  return (
    <svg width="100%" height="24" aria-hidden="true">
      <ChartTextures chart={id} />
      <rect width="100%" height="24" rx="2" className="fill-sunken" />
      {parts.map(({ key, value, look }) => {
        const start = before
        before += value
        return value === 0 ? null : (
          <rect
            key={key}
            x={`${width(start)}%`}
            width={`${width(before) - width(start)}%`}
            height="24"
            rx="2"
            {...lookOf(look, id)}
          />
        )
      })}
    </svg>
  )
}
