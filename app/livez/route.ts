/** The process runs. Public; says nothing about the database, so that an outage there restarts nobody (F-20). */
export const GET = (): Response => new Response('ok\n')

export const dynamic = 'force-dynamic'
