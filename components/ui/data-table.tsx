import type { ReactNode } from 'react'

export type Column = { key: string; label: string }
export type Row = { key: string; cells: Readonly<Record<string, ReactNode>>; href?: string }

type DataTableProps = { caption: string; columns: readonly Column[]; rows: readonly Row[] }

/** Under 640 px each row becomes a block whose cells carry their label, so the page never scrolls sideways. */
export const DataTable = ({ caption, columns, rows }: DataTableProps) => (
  // Roles are spelled out because `display: block` takes the table's meaning away in some browsers.
  // biome-ignore-start lint/a11y/noRedundantRoles: see above
  <table role="table" className="block w-full text-start text-body sm:table sm:border-collapse">
    <caption className="sr-only">{caption}</caption>
    <thead role="rowgroup" className="hidden bg-sunken sm:table-header-group">
      <tr role="row">
        {columns.map(({ key, label }) => (
          <th key={key} role="columnheader" scope="col" className="px-3 py-2 text-start text-small font-semibold">
            {label}
          </th>
        ))}
      </tr>
    </thead>
    <tbody role="rowgroup" className="block sm:table-row-group">
      {rows.map(({ key: rowKey, cells, href }) => (
        <tr key={rowKey} role="row" className="block border-b border-line py-3 sm:table-row sm:py-0">
          {columns.map(({ key, label }, index) => (
            <td key={key} role="cell" className="flex gap-3 px-3 py-1 sm:table-cell sm:py-2 sm:align-top">
              <span className="w-1/3 shrink-0 text-small text-ink-soft sm:hidden">{label}</span>
              <span className="min-w-0">
                {href && index === 0 ? (
                  <a href={href} data-row="">
                    {cells[key]}
                  </a>
                ) : (
                  cells[key]
                )}
              </span>
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
  // biome-ignore-end lint/a11y/noRedundantRoles: see above
)
