// Loaded into a child with --import: its standard input is a pipe that the kernel closes when the parent is gone, kill -9
// included. Without this a killed start would leave a web process behind that holds the port.
import { Socket } from 'node:net'

// Next hands its own arguments on to the helpers it starts, whose input is no pipe of ours.
if (process.stdin instanceof Socket) {
  process.stdin.on('end', () => process.kill(process.pid, 'SIGTERM'))
  process.stdin.on('error', () => process.kill(process.pid, 'SIGTERM'))
  process.stdin.resume()
  process.stdin.unref()
}
