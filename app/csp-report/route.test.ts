import { expect, it } from 'vitest'
import { POST } from './route'

const post = (body: string): Promise<Response> =>
  POST(new Request('http://localhost/csp-report', { method: 'POST', body }))

it('answers 204 and nothing else, to reports, to rubbish and to a flood [F-43]', async () => {
  const report = JSON.stringify([{ type: 'csp-violation', body: { effectiveDirective: 'img-src' } }])
  const answers = await Promise.all([report, '', '{', 'null', ...Array<string>(200).fill('[]')].map(post))
  for (const answer of answers) {
    expect(answer.status).toBe(204)
    expect(await answer.text()).toBe('')
  }
})
