const MiniCssExtractPlugin = require('mini-css-extract-plugin')
const { name } = require('./package.json')

// As the guides of the loaders of old have it: a library by the name `name-[name]`, and a global of its own for chunks.
module.exports = {
  entry: { main: './src/main.js' },
  output: {
    filename: '[name].js',
    chunkFilename: 'chunk-[name].js',
    library: `${name}-[name]`,
    libraryTarget: 'umd',
    jsonpFunction: `webpackJsonp_${name}`,
    publicPath: '/',
  },
  module: {
    rules: [
      { test: /\.css$/, use: [MiniCssExtractPlugin.loader, 'css-loader'] },
      { test: /\.svg$/, loader: 'file-loader', options: { name: 'img/[name].[ext]', esModule: false } },
    ],
  },
  performance: { hints: false },
  plugins: [new MiniCssExtractPlugin({ filename: '[name].css', chunkFilename: 'chunk-[name].css' })],
}
