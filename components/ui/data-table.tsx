import { isValidElement, type ReactNode } from 'react'

export type Column = { key: string; label: string }
export type Row = { key: string; cells: Readonly<Record<string, ReactNode>>; href?: string }

type DataTableProps = { caption: string; columns: readonly Column[]; rows: readonly Row[] }

// Said once for all cells: a page of a list has hundreds of them, and each would carry its words twice, as HTML and as
// what React is told. The label of a cell is drawn from its attribute, so it needs no element of its own.
const cells = [
  '[&_td]:grid [&_td]:grid-cols-[minmax(0,2fr)_minmax(0,3fr)] [&_td]:items-baseline [&_td]:gap-3 [&_td]:px-3 [&_td]:py-1',
  '[&_td:empty]:hidden md:[&_td:empty]:table-cell',
  '[&_td]:before:text-small [&_td]:before:text-ink-soft [&_td]:before:content-[attr(data-label)]',
  'md:[&_td]:table-cell md:[&_td]:px-1 md:[&_td]:py-2 lg:[&_td]:px-2 xl:[&_td]:px-3 md:[&_td]:align-top md:[&_td]:before:content-none',
].join(' ')
const lines = '[&_tbody_tr]:block [&_tbody_tr]:border-b [&_tbody_tr]:border-line [&_tbody_tr]:py-3'
const lineOnDesk = 'md:[&_tbody_tr]:table-row md:[&_tbody_tr]:py-0'

/** One thing beside the label, whatever it is made of. */
const content = (cell: ReactNode): ReactNode =>
  typeof cell === 'string' || isValidElement(cell) || !cell ? cell : <div className="min-w-0">{cell}</div>

/** Under 768 px each row becomes a block whose cells carry their label, so the page never scrolls sideways. */
export const DataTable = ({ caption, columns, rows }: DataTableProps) => (
  // Roles are spelled out because `display: block` takes the table's meaning away in some browsers.
  // biome-ignore-start lint/a11y/noRedundantRoles: see above
  <table
    role="table"
    className={`block w-full text-start text-body md:table md:border-collapse ${cells} ${lines} ${lineOnDesk}`}
  >
    <caption className="sr-only">{caption}</caption>
    <thead role="rowgroup" className="hidden bg-sunken md:table-header-group">
      <tr role="row">
        {columns.map(({ key, label }) => (
          <th
            key={key}
            role="columnheader"
            scope="col"
            className="px-1 py-2 text-start text-small font-semibold lg:px-2 xl:px-3"
          >
            {label}
          </th>
        ))}
      </tr>
    </thead>
    <tbody role="rowgroup" className="block md:table-row-group">
      {rows.map(({ key: rowKey, cells, href }) => (
        <tr key={rowKey} role="row">
          {columns.map(({ key, label }, index) => (
            <td key={key} role="cell" data-label={label}>
              {href && index === 0 ? (
                <a href={href} data-row="">
                  {cells[key]}
                </a>
              ) : (
                content(cells[key])
              )}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
  // biome-ignore-end lint/a11y/noRedundantRoles: see above
)
