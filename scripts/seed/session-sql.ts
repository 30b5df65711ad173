/*
 * One day of made-up sessions in one statement. Everything about a session follows from a random key and a few draws, so
 * PostgreSQL makes them itself and no row crosses the wire. Its session_id at the provider is the key in hexadecimal:
 * whoever knows a row's id can tell it (sessionIdOf).
 */

/** Hours of the day in India as people use them: little at night, most before noon and in the evening. */
const hours = [
  ...[0, 1, 2, 3, 4, 5, 6, 6, 7, 7, 7, 8, 8, 8, 8, 9, 9, 9, 9, 9, 9, 10, 10, 10, 10, 10, 10, 10, 10, 11, 11, 11],
  ...[11, 11, 11, 11, 11, 12, 12, 12, 12, 12, 12, 12, 13, 13, 13, 13, 13, 14, 14, 14, 14, 14, 15, 15, 15, 15, 15],
  ...[15, 16, 16, 16, 16, 16, 16, 17, 17, 17, 17, 17, 18, 18, 18, 18, 18, 18, 19, 19, 19, 19, 19, 19, 20, 20, 20],
  ...[20, 20, 20, 21, 21, 21, 21, 21, 22, 22, 22, 23, 23],
]

/** What settled sessions end as, in parts of a thousand; what nothing names is `succeeded`. */
const fates = [
  ['partial', 92],
  ['none', 12],
  ['failed', 108],
  ['expired', 81],
  ['cancelled', 9],
  ['withdrawn', 14],
  ['declined', 38],
  ['start_failed', 14],
  ['init_unknown', 3],
  ['lost', 0.4],
] as const

const documents = [
  ['{aadhaar}', 260],
  ['{pan}', 150],
  ['{aadhaar,pan,driving_license}', 70],
  ['{aadhaar,driving_license}', 25],
  ['{pan,driving_license}', 12],
  ['{driving_license}', 8],
] as const

/** `case` over a draw between 0 and 1000. */
const share = (draw: string, parts: readonly (readonly [string, number])[], rest: string): string => {
  let upTo = 0
  const branches = parts.map(([word, part]) => {
    upTo += part
    return `when ${draw} < ${upTo} then '${word}'`
  })
  return `case ${branches.join(' ')} else '${rest}' end`
}

const base64url = (bytes: string): string => `rtrim(translate(encode(${bytes}, 'base64'), '+/', '-_'), '=')`
const secretHash = (purpose: string): string => `sha256('${purpose}'::bytea || key)`

const letter = `substr('23456789ABCDEFGHJKLMNPQRSTVWXYZ', 1 + floor(random() * 31)::int, 1)`
const reference = `'SW-' || ${Array(4).fill(letter).join(' || ')} || '-' || ${letter} || ${letter}`

const afterLeaving = (seconds: string): string => `sent_at + ${seconds} * interval '1 second'`

/**
 * $1 when the day (or hour) begins, $2 how many sessions, $3 now, $4 and $5 the two pads of the blind index, $6 `true`
 * for sessions spread evenly over the last hour instead of over the hours of a day.
 */
export const insertSessions = `
  with draws as materialized (
    select uuid_send(gen_random_uuid()) as key, random() * 1000 as fate, random() * 1000 as docs, random() as pace,
      random() as second, random() * 1000 as way, ${reference} as reference,
      date_trunc('milliseconds', $1::timestamptz + case when $6::boolean then random() * interval '1 hour'
        else ((array[${hours.join(',')}])[1 + floor(random() * ${hours.length})::int] + random()) * interval '1 hour' end)
        as created_at
    from generate_series(1, $2::int)
  ), fated as materialized (
    select *, date_trunc('milliseconds', created_at + (0.4 + pace) * interval '1 second') as sent,
      40 + 900 * pace * pace * pace as away, extract(epoch from $3::timestamptz - created_at) as age,
      ${share('fate', fates, 'succeeded')} as fated
    from draws where created_at < $3::timestamptz
  ), settled as materialized (
    select *, case
        when age > 600 and age < 7 * 86400 and way < 12 then 'held'
        when fated in ('expired', 'lost') and age < 68 * 60 then 'at_provider'
        when fated = 'withdrawn' and age < 2 * 86400 then 'succeeded'
        when fated not in ('declined', 'start_failed', 'init_unknown') and age < away + 15 then 'at_provider'
        when fated = 'cancelled' and age < 700 then 'at_provider'
        when fated = 'failed' and age < 3000 then 'at_provider'
        -- One document cannot be agreed to in part.
        when fated = 'partial' and (docs < 410 or (docs >= 517 and docs < 525)) then 'succeeded'
        else fated end as status
    from fated
  ), travelled as materialized (
    select *, ${share('docs', documents, '{aadhaar,pan}')}::text[] as asked,
      case when status in ('declined', 'start_failed', 'init_unknown') then null else sent end as sent_at
    from settled
  )
  insert into kyc_sessions (id, reference, handle, nonce_hash, start_key_hash, owner_id, status, held_reason, fail_reason,
    flow, doc_types, options, consent_expiry, locale, browser_class, data_key, session_id_enc, session_id_index,
    provider_status, documents_consented, consent_seen_at, cancelled_by, created_at, sent_at, bound_return_at,
    unbound_return_at, finished_at, reads)
  select 'kyc_' || ${base64url('key')}, reference, ${base64url(secretHash('handle'))}, ${secretHash('nonce')},
    ${secretHash('start')}, 'own_' || ${base64url(`substr(${secretHash('owner')}, 1, 16)`)}, status,
    case when status = 'held' then case when way < 7 then 'unbound_return' else 'no_return' end end,
    case when status = 'start_failed' then 'provider_unwell' end,
    case when way < 880 or status = 'declined' then 'signin' else 'signup' end,
    case when status = 'declined' then '{}' else asked end, '{}', created_at + interval '65 minutes', 'en',
    case when docs < 720 then 'android-chrome' when docs < 830 then 'ios-safari' else 'desktop' end, 'seed',
    case when status = 'at_provider' then 'seed' end,
    case when sent_at is not null then sha256($5::bytea || sha256($4::bytea || convert_to(encode(key, 'hex'), 'UTF8'))) end,
    case when sent_at is null then null when status = 'at_provider' then 'created' when status = 'expired' then 'expired'
      when status = 'failed' then 'failed' when status in ('lost', 'cancelled') then 'created' else 'succeeded' end,
    case when status in ('succeeded', 'held', 'withdrawn') then asked when status = 'partial' then asked[1:1]
      when status = 'none' then '{}' end,
    case when status in ('succeeded', 'partial', 'none', 'held', 'withdrawn') then ${afterLeaving('away')} end,
    case when status = 'cancelled' then case when way < 500 then 'person' else 'admin' end end,
    created_at, sent_at,
    case when status in ('succeeded', 'partial', 'none', 'failed', 'withdrawn')
      or (status = 'at_provider' and fated = 'succeeded' and docs < 300 and age > away + 2) then ${afterLeaving('away')} end,
    case when status = 'held' and way < 7 then ${afterLeaving('away')} end,
    case when status = 'declined' then created_at when status in ('start_failed', 'init_unknown') then sent
      when status in ('expired', 'lost') then created_at + interval '67 minutes'
      when status = 'withdrawn' then ${afterLeaving('(away + 86400 * pace)')}
      when status = 'cancelled' then ${afterLeaving('(60 + 600 * pace)')}
      when status not in ('at_provider', 'held') then ${afterLeaving('(away + 2)')} end,
    case when sent_at is null then 0 else 1 + floor(away / 120)::int end
  from travelled order by created_at`

/** The provider's session_id of a seeded row, which is its id in another alphabet. */
export const seededSessionId = (id: string): string => Buffer.from(id.slice('kyc_'.length), 'base64url').toString('hex')
