import 'server-only'
import { plainLine } from '@/lib/kyc/plain-line'

const schema = plainLine(1, 60, 'name')

/** What an owner calls a device, or null when it is no name. */
export const deviceName = (typed: unknown): string | null => {
  const parsed = schema.safeParse(typed)
  return parsed.success ? parsed.data : null
}
