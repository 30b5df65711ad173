/** What the person sees at the simulated DigiLocker: plain HTML forms. */
import type { DocType } from '../lib/kyc/doc-types.ts'
import { authorizePath } from './authorization-url.ts'
import { escapeHtml, framePage } from './html.ts'
import { scenarioNames, scenarios } from './scenarios.ts'
import type { Session } from './sessions.ts'
import { type RedirectMode, redirectModes } from './settings.ts'

const documents: Record<DocType, { name: string; issuer: string }> = {
  aadhaar: { name: 'Aadhaar card', issuer: 'Unique Identification Authority of India' },
  pan: { name: 'PAN verification record', issuer: 'Income Tax Department' },
  driving_license: { name: 'Driving licence', issuer: 'Transport department of the state' },
}

const modeLabels: Record<RedirectMode, string> = {
  session_id: 'with session_id',
  none: 'with nothing added',
  code_state: 'with code and state',
  error_forwarded: 'with the error, if any',
  double_question_mark: 'joined by a second question mark',
}

const until = (ms: number): string =>
  new Date(ms).toLocaleString('en-IN', { timeZone: 'Asia/Kolkata', dateStyle: 'long', timeStyle: 'short' })

const documentRow = (doc: DocType): string => `
<div class="row"><input type="checkbox" id="doc-${doc}" name="documents" value="${doc}" checked>
<label for="doc-${doc}">${documents[doc].name}<small>${documents[doc].issuer}</small></label></div>`

const option = (value: string, label: string): string => `<option value="${value}">${escapeHtml(label)}</option>`

const testerTools = (): string => `
<details><summary>For testers</summary>
<p class="soft">Nothing below exists on the real page.</p>
<label class="pick" for="lag">The result shows</label>
<select id="lag" name="lag">${option('', 'as the simulator is set')}${option('0', 'at once')}${option('3', 'after 3 seconds')}${option('10', 'after 10 seconds')}</select>
<label class="pick" for="mode">The browser goes back</label>
<select id="mode" name="mode">${option('', 'as the simulator is set')}${redirectModes.map((mode) => option(mode, modeLabels[mode])).join('')}</select>
<div class="actions">
<button name="decision" value="fail">Fail sign-in</button>
<button name="decision" value="stay">Do nothing</button>
<button name="decision" value="leave">Allow, do not come back</button>
<button name="decision" value="elsewhere">Finish in another browser</button>
</div>
<label class="pick" for="scenario">Or play a whole story</label>
<select id="scenario" name="scenario">${scenarioNames.map((name) => option(name, scenarios[name].label)).join('')}</select>
<div class="actions"><button name="decision" value="scenario">Play this story</button></div>
</details>`

/** The question itself. `note` is a sentence above it. */
export const consentPage = (session: Session, note?: string): string =>
  framePage(
    'Share your documents',
    `${note ? `<p role="status">${escapeHtml(note)}</p>` : ''}
<p>You are signed in as <strong>Asha Example</strong>, a made-up person.</p>
<p><strong>Sandbox (simulated)</strong> asks to read these documents from your DigiLocker account.</p>
<form method="post" action="${authorizePath}">
<input type="hidden" name="state" value="${escapeHtml(session.state)}">
<fieldset><legend>Documents to share</legend>${[...new Set(session.request.doc_types)].map(documentRow).join('')}</fieldset>
<p>Consent is valid until <strong>${until(session.expiresAt)}</strong> (IST).</p>
<div class="actions"><button class="main" name="decision" value="allow">Allow</button><button name="decision" value="deny">Deny</button></div>
${testerTools()}
</form>`,
  )

export const plainPage = (title: string, text: string): string =>
  framePage(escapeHtml(title), `<p>${escapeHtml(text)}</p>`)

/** A decided request opened again. */
export const finishedPage = (home: string): string =>
  framePage(
    'This request is finished',
    `<p>Your answer was taken and cannot be changed here.</p><p><a href="${escapeHtml(home)}">Back to the site that sent you</a></p>`,
  )

export const leftPage = (): string =>
  plainPage(
    'Shared, but not sent back',
    'The documents were shared. You may close this window; nothing sends you back.',
  )

/** The address a tester opens in a second browser. */
export const returnElsewherePage = (home: string): string =>
  framePage(
    'Continue in another browser',
    `<p>The documents were shared. Open this address in another browser:</p><p><code id="return-address">${escapeHtml(home)}</code></p>`,
  )
