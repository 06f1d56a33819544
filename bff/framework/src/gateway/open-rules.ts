import { join } from 'node:path'
import { CurrentSetFile } from '../release/current-set.ts'
import { RulesClient, type RulesClientParts } from '../release/rules/rules-client.ts'
import { ReleaseServiceSource } from '../release/rules/rules-source.ts'
import { RulesStore } from '../release/rules/rules-store.ts'
import type { GatewaySettings } from '../settings/gateway-settings.ts'
import type { Log } from '../telemetry/log.ts'
import type { Upstream } from '../upstream/upstream.ts'
import { withReleaseSeeds } from './release-seeds.ts'

interface RulesParts {
  settings: GatewaySettings
  upstream: Upstream
  log: Log
}

/** Rules of the release service, where there is one, kept in the gateway's home. What they say of instances is known to calls before `onChange`. */
export function openRules(
  { settings, upstream, log }: RulesParts,
  { onChange, ...listeners }: Pick<RulesClientParts, 'onChange' | 'onDecide' | 'onLive'>,
): RulesClient {
  const { home, artifacts, releaseUrls, serviceUrls } = settings
  return new RulesClient({
    ...listeners,
    source: serviceUrls.release === undefined ? null : new ReleaseServiceSource(upstream),
    store: new RulesStore(join(home, 'rules'), log),
    currentSet: new CurrentSetFile(artifacts, log),
    log,
    onChange: rules => {
      for (const one of rules.feed.cells ?? []) upstream.discovery.cells.note(one)
      upstream.discovery.setInstances(withReleaseSeeds(releaseUrls, rules.feed.instances))
      onChange(rules)
    },
  })
}
