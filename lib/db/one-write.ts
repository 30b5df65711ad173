import 'server-only'
import { Socket } from 'node:net'

/**
 * A socket that sends in one write what is said to it in one turn of the event loop. `pg` lifts its cork after every
 * statement; here it is lifted when the turn is over. A write is a system call that wakes the database, and a start says
 * fifteen things to it: half of their cost was there.
 */
export class OneWriteSocket extends Socket {
  override uncork(): void {
    process.nextTick(() => super.uncork())
  }
}
