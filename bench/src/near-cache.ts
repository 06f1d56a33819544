import { connect, type Socket } from 'node:net'
import { startRedis } from '@portico/bff-framework/testing/redis'
import { median } from './measure/statistics.ts'

const TENANTS = 50
const KEYS_A_TENANT = 200
const GATEWAYS = 4
const WRITES = 2_000
const TIMEOUT_MS = 15_000
const VALUE = 'x'.repeat(300)
const TAGS = ['*', '~sales', '~inventory', 'sales']
const CHANNEL = 'portico:cache:invalidated'
const EPOCHS = 'portico:cache:epoch:'

export interface NearCacheFigures {
  name: string
  /** Of Redis' processor, a write. */
  redisUs: number
  /** To all gateways together, a write. */
  messages: number
  bytes: number
  /** From the write being sent to the message, median. */
  delayMs: number
}

/** A way in which gateways receive what another one has made void. */
interface Way {
  name: string
  /** What a gateway's connection says first; null: it receives nothing. */
  listen: readonly (readonly string[])[] | null
  /** What a write says beside counting up the epochs. */
  more(tenant: number): readonly (readonly string[])[]
  /** What each gateway asks after it, to receive the next one. */
  again?(tenant: number): readonly (readonly string[])[]
}

const HELLO = ['HELLO', '3']
const WAYS: readonly Way[] = [
  { name: 'no message', listen: null, more: () => [] },
  {
    name: 'pub/sub, as it is',
    listen: [HELLO, ['SUBSCRIBE', CHANNEL]],
    more: tenant => [['PUBLISH', CHANNEL, JSON.stringify({ tenantId: `t${tenant}`, tags: TAGS })]],
  },
  {
    name: 'tracking, BCAST by the prefix of epochs',
    listen: [HELLO, ['CLIENT', 'TRACKING', 'ON', 'BCAST', 'PREFIX', EPOCHS]],
    more: () => [],
  },
  {
    name: 'tracking by key that was read',
    listen: [
      HELLO,
      ['CLIENT', 'TRACKING', 'ON'],
      ...allTenants().map(tenant => ['MGET', ...epochsOf(tenant)]),
    ],
    more: () => [],
    again: tenant => [['MGET', ...epochsOf(tenant)]],
  },
]

/** What it costs to send four gateways a word of a write by pub/sub, as it is done, and by client tracking. */
export async function benchNearCache(): Promise<NearCacheFigures[]> {
  const redis = await startRedis()
  try {
    const port = Number(new URL(redis.url).port)
    const writer = await Wire.open(port)
    await writer.ask(allTenants().flatMap(valuesOf))
    const figures: NearCacheFigures[] = []
    for (const way of WAYS) figures.push(await measure(port, writer, way))
    writer.close()
    return figures
  } finally {
    await redis.kill()
  }
}

async function measure(port: number, writer: Wire, way: Way): Promise<NearCacheFigures> {
  const { name, listen, more, again } = way
  const gateways = await Promise.all(Array.from({ length: listen ? GATEWAYS : 0 }, () => Wire.open(port)))
  for (const gateway of gateways) await gateway.ask(listen ?? [])
  for (const gateway of gateways) gateway.reset()
  const before = await writer.processorUs()
  const delays: number[] = []
  for (let write = 0; write < WRITES; write += 1) {
    const tenant = write % TENANTS
    const sentAt = performance.now()
    const received = gateways[0]?.nextPush()
    await writer.ask([...countUp(tenant), ...more(tenant)])
    if (received) delays.push((await received) - sentAt)
    if (again) for (const gateway of gateways) await gateway.ask(again(tenant))
  }
  const redisUs = ((await writer.processorUs()) - before) / WRITES
  const sum = (key: 'pushes' | 'bytes') => gateways.reduce((all, gateway) => all + gateway[key], 0) / WRITES
  const figures = { name, redisUs, messages: sum('pushes'), bytes: sum('bytes') }
  for (const gateway of gateways) gateway.close()
  return { ...figures, delayMs: delays.length === 0 ? 0 : median(delays) }
}

/** One connection, spoken by hand: what is counted are the bytes and messages that come. */
class Wire {
  pushes = 0
  bytes = 0
  readonly #socket: Socket
  #text = ''
  #asked = 0
  #onData = () => {}
  #onPush = (_at: number) => {}

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.setEncoding('latin1').setTimeout(TIMEOUT_MS, () => socket.destroy(new Error('Redis is silent.')))
    socket.on('data', (data: string) => this.#take(data))
  }

  static async open(port: number): Promise<Wire> {
    const socket = connect(port, '127.0.0.1')
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
    return new Wire(socket)
  }

  /** All answers, as they come; the last command is known by what it answers. */
  async ask(commands: readonly (readonly string[])[]): Promise<string> {
    this.#asked += 1
    const mark = `asked-${this.#asked}-end`
    this.#text = ''
    const answered = new Promise<void>(resolve => {
      this.#onData = () => this.#text.includes(mark) && resolve()
    })
    this.#socket.write([...commands, ['ECHO', mark]].map(encode).join(''))
    await answered
    return this.#text
  }

  /** When the next message comes. */
  nextPush(): Promise<number> {
    return new Promise(resolve => {
      this.#onPush = resolve
    })
  }

  async processorUs(): Promise<number> {
    const text = await this.ask([['INFO', 'cpu']])
    const of = (name: string) => Number(new RegExp(`${name}:([\\d.]+)`).exec(text)?.[1])
    return (of('used_cpu_user') + of('used_cpu_sys')) * 1e6
  }

  reset(): void {
    this.pushes = 0
    this.bytes = 0
  }

  close(): void {
    this.#socket.destroy()
  }

  #take(data: string): void {
    this.bytes += data.length
    const pushes = data.split('>').length - 1
    this.pushes += pushes
    if (pushes > 0) this.#onPush(performance.now())
    this.#text += data
    this.#onData()
  }
}

function encode(words: readonly string[]): string {
  return `*${words.length}\r\n${words.map(word => `$${word.length}\r\n${word}\r\n`).join('')}`
}

function allTenants(): number[] {
  return Array.from({ length: TENANTS }, (_, tenant) => tenant)
}

function epochsOf(tenant: number): string[] {
  return TAGS.map(tag => `${EPOCHS}{t:${tenant}}:${tag}`)
}

/** As `RedisTier` does it. */
function countUp(tenant: number): string[][] {
  return epochsOf(tenant).flatMap(key => [
    ['INCR', key],
    ['EXPIRE', key, '86400'],
  ])
}

function valuesOf(tenant: number): string[][] {
  return Array.from({ length: KEYS_A_TENANT }, (_, key) => [
    'SET',
    `portico:cache:4:{t:${tenant}}:${key}`,
    VALUE,
  ])
}
