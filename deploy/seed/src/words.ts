/** The parts product and customer names of the demo shop are made of; [English, Chinese]. */
export type Word = readonly [string, string]

export interface Range {
  category: string
  unit: string
  /** List prices, in yuan. */
  price: readonly [number, number]
  things: readonly Word[]
  makes: readonly Word[]
}

export const RANGES: readonly Range[] = [
  {
    category: 'Tableware 餐具',
    unit: 'pc',
    price: [9, 128],
    things: [
      ['tea cup', '茶杯'],
      ['rice bowl', '饭碗'],
      ['soup plate', '汤盘'],
      ['chopstick rest', '筷架'],
      ['teapot', '茶壶'],
      ['mug', '马克杯'],
    ],
    makes: [
      ['Celadon', '青瓷'],
      ['White porcelain', '白瓷'],
      ['Stoneware', '粗陶'],
      ['Blue-and-white', '青花'],
      ['Enamel', '搪瓷'],
      ['Bamboo', '竹制'],
      ['Glass', '玻璃'],
    ],
  },
  {
    category: 'Stationery 文具',
    unit: 'pc',
    price: [2, 45],
    things: [
      ['notebook', '笔记本'],
      ['gel pen', '中性笔'],
      ['folder', '文件夹'],
      ['sticky notes', '便签'],
      ['pencil case', '笔袋'],
      ['desk calendar', '台历'],
    ],
    makes: [
      ['Kraft', '牛皮纸'],
      ['Dotted', '点阵'],
      ['Ruled', '横线'],
      ['Pocket', '口袋'],
      ['Pastel', '浅色'],
      ['Office', '办公'],
      ['Classic', '经典'],
    ],
  },
  {
    category: 'Lighting 灯具',
    unit: 'pc',
    price: [39, 420],
    things: [
      ['desk lamp', '台灯'],
      ['night light', '小夜灯'],
      ['pendant', '吊灯'],
      ['string lights', '串灯'],
      ['wall lamp', '壁灯'],
    ],
    makes: [
      ['Linen', '亚麻'],
      ['Brass', '黄铜'],
      ['Paper', '纸艺'],
      ['Oak', '橡木'],
      ['Rattan', '藤编'],
      ['Matte black', '哑黑'],
    ],
  },
  {
    category: 'Textiles 家纺',
    unit: 'pc',
    price: [15, 260],
    things: [
      ['tea towel', '茶巾'],
      ['cushion cover', '抱枕套'],
      ['throw', '盖毯'],
      ['table runner', '桌旗'],
      ['bath towel', '浴巾'],
      ['apron', '围裙'],
    ],
    makes: [
      ['Cotton', '纯棉'],
      ['Linen', '亚麻'],
      ['Waffle', '华夫格'],
      ['Indigo', '蓝染'],
      ['Striped', '条纹'],
      ['Quilted', '绗缝'],
    ],
  },
  {
    category: 'Food 食品',
    unit: 'box',
    price: [12, 168],
    things: [
      ['green tea', '绿茶'],
      ['oolong', '乌龙茶'],
      ['rice crackers', '米饼'],
      ['honey', '蜂蜜'],
      ['chilli sauce', '辣椒酱'],
      ['dried mango', '芒果干'],
    ],
    makes: [
      ['Spring', '明前'],
      ['Mountain', '高山'],
      ['Gift-box', '礼盒'],
      ['Organic', '有机'],
      ['Family-size', '家庭装'],
      ['Travel-size', '便携装'],
    ],
  },
  {
    category: 'Garden 园艺',
    unit: 'pc',
    price: [8, 199],
    things: [
      ['planter', '花盆'],
      ['watering can', '洒水壶'],
      ['hand trowel', '手铲'],
      ['seed kit', '种子套装'],
      ['wind chime', '风铃'],
    ],
    makes: [
      ['Terracotta', '陶土'],
      ['Zinc', '镀锌'],
      ['Mini', '迷你'],
      ['Hanging', '悬挂'],
      ['Self-watering', '自吸水'],
      ['Copper', '铜制'],
    ],
  },
]

export const PLACES: readonly Word[] = [
  ['Hangzhou', '杭州'],
  ['Suzhou', '苏州'],
  ['Chengdu', '成都'],
  ['Xiamen', '厦门'],
  ['Guangzhou', '广州'],
  ['Shenzhen', '深圳'],
  ['Nanjing', '南京'],
  ['Wuhan', '武汉'],
  ["Xi'an", '西安'],
  ['Qingdao', '青岛'],
  ['Changsha', '长沙'],
  ['Kunming', '昆明'],
]

export const SHOP_NAMES: readonly Word[] = [
  ['Old Street', '老街'],
  ['Riverside', '河畔'],
  ['Lantern', '灯笼'],
  ['Morning', '清晨'],
  ['Harbour', '港湾'],
  ['Bamboo Lane', '竹里'],
  ['Osmanthus', '桂花'],
  ['Two Springs', '双泉'],
  ['Red Brick', '红砖'],
  ['Cloud', '云上'],
]

export const SHOP_KINDS: readonly Word[] = [
  ['Grocery', '杂货店'],
  ['Gifts', '礼品店'],
  ['Bookshop', '书店'],
  ['Tea House', '茶舍'],
  ['Homeware', '家居馆'],
  ['Florist', '花店'],
]
