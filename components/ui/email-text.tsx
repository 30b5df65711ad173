import { Fragment } from 'react'

/** An e-mail address that breaks behind its @ and its dots, and inside a word only where nothing else is left. */
export const EmailText = ({ email }: { email: string }) => (
  <bdi dir="ltr" className="inline-block max-w-full min-w-word wrap-anywhere">
    {[...email.matchAll(/[^@.]*[@.]?/g)].map(({ 0: part, index }) => (
      <Fragment key={index}>
        {index > 0 && <wbr />}
        {part}
      </Fragment>
    ))}
  </bdi>
)
