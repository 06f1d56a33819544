import { runGateway } from '@portico/bff-framework/egg'

await runGateway(import.meta.dirname)
