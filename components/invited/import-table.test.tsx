import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { dictionary } from '@/lib/i18n/dictionary'
import type { ImportLine } from '@/lib/invites/list-imports'
import { ImportTable } from './import-table'

it('counts as the page of a file does: what was left out in the work is not waited for', () => {
  const row: ImportLine = {
    id: 'imp_x',
    state: 'done',
    good_rows: 3,
    left_out: [4, 5],
    created_rows: 1,
    created_at: new Date('2026-05-10T08:35:00Z'),
    template: 'Standard',
    by: 'Asha Rao',
  }
  const html = renderToStaticMarkup(<ImportTable rows={[row]} t={dictionary('en')} locale="en" />)
  expect(html).toContain('1 of 1')
  expect(html).not.toContain('1 of 3')
})
