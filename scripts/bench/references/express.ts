/** Reference (b): the integration as it is usually written. Express and axios, authenticating before each init. */
import axios from 'axios'
import express from 'express'
import { initBody, initPath, settings } from './init-body.ts'
import { insertAnswer, insertStart, openDatabase, plain } from './inserts.ts'

const { port, baseUrl, key, secret } = settings()
const database = await openDatabase()
const app = express()
app.use(express.urlencoded({ extended: true }))

app.get('/livez', (_request, response) => void response.send('ok'))

app.post('/', async (request, response) => {
  const doc_types: string[] = [request.body.doc_types].flat()
  const started = await insertStart(database, plain, doc_types)
  const sentAt = performance.now()
  const auth = await axios.post(`${baseUrl}/authenticate`, undefined, {
    headers: { 'x-api-key': key, 'x-api-secret': secret },
  })
  const init = await axios.post(`${baseUrl}${initPath}`, initBody(started, doc_types), {
    headers: { authorization: auth.data.data.access_token, 'x-api-key': key },
  })
  await insertAnswer(database, plain, started, { ...init.data.data, ms: performance.now() - sentAt })
  response.redirect(303, init.data.data.authorization_url)
})

app.listen(port, '127.0.0.1')
