import vue from '@vitejs/plugin-vue'

export default { base: '/vue-three/', plugins: [vue()], build: { assetsInlineLimit: 0 } }
