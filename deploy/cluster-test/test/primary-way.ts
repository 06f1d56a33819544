import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import type { PostgresPair } from '../src/engines/postgres-pair.ts'

const PORT = 5432

/** Leads to whichever database is the primary, as a balancer does. What it led to another one ends when the primary moves. */
export class PrimaryWay {
  readonly address: string
  readonly #server: Server
  readonly #open = new Set<Socket>()

  private constructor(server: Server, host: string) {
    this.#server = server
    this.address = `${host}:${PORT}`
  }

  static async open(host: string, database: PostgresPair): Promise<PrimaryWay> {
    const server = createServer()
    const way = new PrimaryWay(server, host)
    server.on('connection', near => way.#lead(near, connect(database.port, database.primary.host.address)))
    server.listen(PORT, host)
    await once(server, 'listening')
    return way
  }

  /** The primary has moved. */
  turn(): void {
    for (const socket of this.#open) socket.destroy()
  }

  async close(): Promise<void> {
    this.turn()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #lead(near: Socket, far: Socket): void {
    near.pipe(far).pipe(near)
    for (const socket of [near, far]) {
      this.#open.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        this.#open.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
  }
}
