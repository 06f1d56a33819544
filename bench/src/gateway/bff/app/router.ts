import { type Application, mountGateway } from '@portico/bff-framework/egg'

export default (app: Application) => mountGateway(app)
