import portico from '@portico/vite-preset'
import app from './portico.app.ts'
export default portico(app)
