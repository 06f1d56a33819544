import Vue from 'vue'
import VueRouter from 'vue-router'
import App from './App.vue'
import Home from './Home.vue'

Vue.config.productionTip = false
Vue.use(VueRouter)
window.vueTwoGlobal = Vue.version

const router = new VueRouter({
  routes: [
    { path: '/', component: Home },
    { path: '/other', component: () => import(/* webpackChunkName: "other" */ './Other.vue') },
  ],
})

new Vue({ router, render: h => h(App) }).$mount('#app')
