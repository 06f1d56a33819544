const HtmlWebpackPlugin = require('html-webpack-plugin')
const MiniCssExtractPlugin = require('mini-css-extract-plugin')
const { VueLoaderPlugin } = require('vue-loader')

// What Vue CLI 4 writes: chunks by `webpackJsonp`, style sheets of their own, a hash router.
module.exports = {
  entry: { app: './src/main.js' },
  output: {
    publicPath: './',
    filename: 'js/[name].[contenthash:8].js',
    chunkFilename: 'js/[name].[contenthash:8].js',
  },
  resolve: { extensions: ['.js', '.vue'] },
  module: {
    rules: [
      { test: /\.vue$/, loader: 'vue-loader' },
      { test: /\.css$/, use: [MiniCssExtractPlugin.loader, 'css-loader'] },
      { test: /\.svg$/, loader: 'file-loader', options: { name: 'img/[name].[hash:8].[ext]', esModule: false } },
    ],
  },
  optimization: { splitChunks: { chunks: 'all', minSize: 0, name: 'chunk-vendors' } },
  plugins: [
    new VueLoaderPlugin(),
    new HtmlWebpackPlugin({ template: 'src/index.html' }),
    new MiniCssExtractPlugin({ filename: 'css/[name].[contenthash:8].css', chunkFilename: 'css/[name].[contenthash:8].css' }),
  ],
}
