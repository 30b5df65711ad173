import { cookies } from 'next/headers'
import { permittedPost, seeOther } from '@/app/admin/download'
import { postedForm, textUpTo } from '@/app/form-text'
import { readTheme } from '@/lib/kyc/theme'
import { accountPath, withNotice } from '@/lib/paths'
import { themeCookieName, themeCookieOptions } from '@/lib/settings/theme-cookie'

/** Keeps the look of the console in this browser. A route and not an action: the look stands on the page around every other. */
export const POST = async (request: Request): Promise<Response> => {
  const actor = await permittedPost()
  if (actor instanceof Response) return actor
  const theme = readTheme(textUpTo(await postedForm(request), 'theme', 10))
  const jar = await cookies()
  jar.set(themeCookieName(), theme ?? '', { ...themeCookieOptions(), ...(theme ? {} : { maxAge: 0 }) })
  return seeOther(withNotice(accountPath(), 'theme_saved'))
}
