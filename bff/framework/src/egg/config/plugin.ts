import { EGG_PLUGINS } from '../plugins.ts'

/**
 * Every plugin Egg brings is off: bodies, CSRF, sessions and static files have one owner each, and that is this
 * framework. Egg's own answer in HTML, and its body parser would read what GraphQL and uploads must read themselves.
 */
export default Object.fromEntries(EGG_PLUGINS.map(name => [name, { enable: false }]))
