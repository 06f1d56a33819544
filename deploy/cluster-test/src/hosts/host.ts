/** One machine of the test: a network namespace, or an address of this machine. */
export interface Host {
  name: string
  address: string
  /** What a command is put behind to run there. */
  prefix: readonly string[]
  /** Takes its network away: packets to and from it vanish, nothing is refused. */
  cut(): Promise<void>
  /** Gives it back. */
  mend(): Promise<void>
}

export interface Hosts {
  all: readonly Host[]
  /** Where the balancer and the load are: outside of the hosts. */
  outside: string
  close(): Promise<void>
}
