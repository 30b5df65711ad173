import { permittedPost, seeOther } from '@/app/admin/download'
import { currentAdminUnseen } from '@/lib/auth/require-admin'
import { signInLeft } from '@/lib/auth/sign-in-left'
import { signInPath } from '@/lib/paths'

/** How long the sign-in still lives, asked by a page that nobody may be sitting at: this alone does not keep it. */
export const GET = async (): Promise<Response> => {
  const actor = await currentAdminUnseen()
  return actor ? Response.json(signInLeft(actor)) : seeOther(signInPath())
}

/** Somebody is there: counts as use, and answers as above, so that a page need not be left for it. */
export const POST = async (): Promise<Response> => {
  const actor = await permittedPost()
  return actor instanceof Response ? actor : Response.json(signInLeft(actor))
}
