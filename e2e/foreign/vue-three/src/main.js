import { createApp, version } from 'vue'
import { createRouter, createWebHistory } from 'vue-router'
import App from './App.vue'
import Home from './Home.vue'

window.vueThreeGlobal = version

const router = createRouter({
  history: createWebHistory('/vue-three/'),
  routes: [
    { path: '/', component: Home },
    { path: '/other', component: () => import('./Other.vue') },
  ],
})

createApp(App).use(router).mount('#app')
