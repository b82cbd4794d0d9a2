// Generated from node-manifest by `npm run generate`.
// @ts-nocheck
import { formatTests } from '../../keywords/formats.js'

export const values = validate10;
const schema11 = {"type":"object","properties":{"authorization":{"type":"string"},"workspaceId":{"type":"string","format":"path-segment"},"bodyMode":{"type":"string","enum":["keyValue","json"]},"jsonBody":{"type":"object","properties":{"override":{"type":"boolean"},"firstName":{"type":"string"},"lastName":{"type":"string"},"phone":{"type":"array","items":{"type":"string","format":"identifier"},"maxItems":100,"uniqueItems":true},"email":{"type":"array","items":{"type":"string","format":"identifier"},"maxItems":100,"uniqueItems":true},"customerId":{"type":"array","items":{"type":"string","format":"identifier"},"maxItems":100,"uniqueItems":true},"temporaryId":{"type":"array","items":{"type":"string","format":"identifier"},"maxItems":100,"uniqueItems":true},"socialId":{"type":"array","items":{"type":"string","format":"identifier"},"maxItems":100,"uniqueItems":true}},"additionalProperties":false},"firstName":{"type":"string"},"lastName":{"type":"string"},"phone":{"type":"array","items":{"type":"string","format":"identifier"}},"email":{"type":"array","items":{"type":"string","format":"identifier"}},"customerId":{"type":"array","items":{"type":"string","format":"identifier"}},"temporaryId":{"type":"array","items":{"type":"string","format":"identifier"}},"socialId":{"type":"array","items":{"type":"string","format":"identifier"}},"overwrite":{"type":"boolean"}}};
const func0 = Object.prototype.hasOwnProperty;
const formats0 = formatTests["path-segment"];
const formats2 = formatTests.identifier;

function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.authorization !== undefined && func0.call(data, "authorization")){
if(typeof data.authorization !== "string"){
const err0 = {instancePath:instancePath+"/authorization",schemaPath:"#/properties/authorization/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.workspaceId !== undefined && func0.call(data, "workspaceId")){
let data1 = data.workspaceId;
if(typeof data1 === "string"){
if(!(formats0(data1))){
const err1 = {instancePath:instancePath+"/workspaceId",schemaPath:"#/properties/workspaceId/format",keyword:"format",params:{format: "path-segment"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/workspaceId",schemaPath:"#/properties/workspaceId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.bodyMode !== undefined && func0.call(data, "bodyMode")){
let data2 = data.bodyMode;
if(typeof data2 !== "string"){
const err3 = {instancePath:instancePath+"/bodyMode",schemaPath:"#/properties/bodyMode/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(!((data2 === "keyValue") || (data2 === "json"))){
const err4 = {instancePath:instancePath+"/bodyMode",schemaPath:"#/properties/bodyMode/enum",keyword:"enum",params:{allowedValues: schema11.properties.bodyMode.enum}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.jsonBody !== undefined && func0.call(data, "jsonBody")){
let data3 = data.jsonBody;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
for(const key0 of Object.keys(data3)){
if(!((((((((key0 === "override") || (key0 === "firstName")) || (key0 === "lastName")) || (key0 === "phone")) || (key0 === "email")) || (key0 === "customerId")) || (key0 === "temporaryId")) || (key0 === "socialId"))){
const err5 = {instancePath:instancePath+"/jsonBody",schemaPath:"#/properties/jsonBody/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data3.override !== undefined && func0.call(data3, "override")){
if(typeof data3.override !== "boolean"){
const err6 = {instancePath:instancePath+"/jsonBody/override",schemaPath:"#/properties/jsonBody/properties/override/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data3.firstName !== undefined && func0.call(data3, "firstName")){
if(typeof data3.firstName !== "string"){
const err7 = {instancePath:instancePath+"/jsonBody/firstName",schemaPath:"#/properties/jsonBody/properties/firstName/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data3.lastName !== undefined && func0.call(data3, "lastName")){
if(typeof data3.lastName !== "string"){
const err8 = {instancePath:instancePath+"/jsonBody/lastName",schemaPath:"#/properties/jsonBody/properties/lastName/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data3.phone !== undefined && func0.call(data3, "phone")){
let data7 = data3.phone;
if(Array.isArray(data7)){
if(data7.length > 100){
const err9 = {instancePath:instancePath+"/jsonBody/phone",schemaPath:"#/properties/jsonBody/properties/phone/maxItems",keyword:"maxItems",params:{limit: 100}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
const len0 = data7.length;
for(let i0=0; i0<len0; i0++){
let data8 = data7[i0];
if(typeof data8 === "string"){
if(!(formats2(data8))){
const err10 = {instancePath:instancePath+"/jsonBody/phone/" + i0,schemaPath:"#/properties/jsonBody/properties/phone/items/format",keyword:"format",params:{format: "identifier"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/jsonBody/phone/" + i0,schemaPath:"#/properties/jsonBody/properties/phone/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
let i1 = data7.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data7[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err12 = {instancePath:instancePath+"/jsonBody/phone",schemaPath:"#/properties/jsonBody/properties/phone/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
const err13 = {instancePath:instancePath+"/jsonBody/phone",schemaPath:"#/properties/jsonBody/properties/phone/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data3.email !== undefined && func0.call(data3, "email")){
let data9 = data3.email;
if(Array.isArray(data9)){
if(data9.length > 100){
const err14 = {instancePath:instancePath+"/jsonBody/email",schemaPath:"#/properties/jsonBody/properties/email/maxItems",keyword:"maxItems",params:{limit: 100}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
const len1 = data9.length;
for(let i2=0; i2<len1; i2++){
let data10 = data9[i2];
if(typeof data10 === "string"){
if(!(formats2(data10))){
const err15 = {instancePath:instancePath+"/jsonBody/email/" + i2,schemaPath:"#/properties/jsonBody/properties/email/items/format",keyword:"format",params:{format: "identifier"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/jsonBody/email/" + i2,schemaPath:"#/properties/jsonBody/properties/email/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
let i3 = data9.length;
let j1;
if(i3 > 1){
const indices1 = {};
for(;i3--;){
let item1 = data9[i3];
if(typeof item1 !== "string"){
continue;
}
if(typeof indices1[item1] == "number"){
j1 = indices1[item1];
const err17 = {instancePath:instancePath+"/jsonBody/email",schemaPath:"#/properties/jsonBody/properties/email/uniqueItems",keyword:"uniqueItems",params:{i: i3, j: j1}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
break;
}
indices1[item1] = i3;
}
}
}
else {
const err18 = {instancePath:instancePath+"/jsonBody/email",schemaPath:"#/properties/jsonBody/properties/email/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data3.customerId !== undefined && func0.call(data3, "customerId")){
let data11 = data3.customerId;
if(Array.isArray(data11)){
if(data11.length > 100){
const err19 = {instancePath:instancePath+"/jsonBody/customerId",schemaPath:"#/properties/jsonBody/properties/customerId/maxItems",keyword:"maxItems",params:{limit: 100}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
const len2 = data11.length;
for(let i4=0; i4<len2; i4++){
let data12 = data11[i4];
if(typeof data12 === "string"){
if(!(formats2(data12))){
const err20 = {instancePath:instancePath+"/jsonBody/customerId/" + i4,schemaPath:"#/properties/jsonBody/properties/customerId/items/format",keyword:"format",params:{format: "identifier"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/jsonBody/customerId/" + i4,schemaPath:"#/properties/jsonBody/properties/customerId/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
let i5 = data11.length;
let j2;
if(i5 > 1){
const indices2 = {};
for(;i5--;){
let item2 = data11[i5];
if(typeof item2 !== "string"){
continue;
}
if(typeof indices2[item2] == "number"){
j2 = indices2[item2];
const err22 = {instancePath:instancePath+"/jsonBody/customerId",schemaPath:"#/properties/jsonBody/properties/customerId/uniqueItems",keyword:"uniqueItems",params:{i: i5, j: j2}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
break;
}
indices2[item2] = i5;
}
}
}
else {
const err23 = {instancePath:instancePath+"/jsonBody/customerId",schemaPath:"#/properties/jsonBody/properties/customerId/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data3.temporaryId !== undefined && func0.call(data3, "temporaryId")){
let data13 = data3.temporaryId;
if(Array.isArray(data13)){
if(data13.length > 100){
const err24 = {instancePath:instancePath+"/jsonBody/temporaryId",schemaPath:"#/properties/jsonBody/properties/temporaryId/maxItems",keyword:"maxItems",params:{limit: 100}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
const len3 = data13.length;
for(let i6=0; i6<len3; i6++){
let data14 = data13[i6];
if(typeof data14 === "string"){
if(!(formats2(data14))){
const err25 = {instancePath:instancePath+"/jsonBody/temporaryId/" + i6,schemaPath:"#/properties/jsonBody/properties/temporaryId/items/format",keyword:"format",params:{format: "identifier"}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/jsonBody/temporaryId/" + i6,schemaPath:"#/properties/jsonBody/properties/temporaryId/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
let i7 = data13.length;
let j3;
if(i7 > 1){
const indices3 = {};
for(;i7--;){
let item3 = data13[i7];
if(typeof item3 !== "string"){
continue;
}
if(typeof indices3[item3] == "number"){
j3 = indices3[item3];
const err27 = {instancePath:instancePath+"/jsonBody/temporaryId",schemaPath:"#/properties/jsonBody/properties/temporaryId/uniqueItems",keyword:"uniqueItems",params:{i: i7, j: j3}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
break;
}
indices3[item3] = i7;
}
}
}
else {
const err28 = {instancePath:instancePath+"/jsonBody/temporaryId",schemaPath:"#/properties/jsonBody/properties/temporaryId/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data3.socialId !== undefined && func0.call(data3, "socialId")){
let data15 = data3.socialId;
if(Array.isArray(data15)){
if(data15.length > 100){
const err29 = {instancePath:instancePath+"/jsonBody/socialId",schemaPath:"#/properties/jsonBody/properties/socialId/maxItems",keyword:"maxItems",params:{limit: 100}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
const len4 = data15.length;
for(let i8=0; i8<len4; i8++){
let data16 = data15[i8];
if(typeof data16 === "string"){
if(!(formats2(data16))){
const err30 = {instancePath:instancePath+"/jsonBody/socialId/" + i8,schemaPath:"#/properties/jsonBody/properties/socialId/items/format",keyword:"format",params:{format: "identifier"}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
else {
const err31 = {instancePath:instancePath+"/jsonBody/socialId/" + i8,schemaPath:"#/properties/jsonBody/properties/socialId/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
let i9 = data15.length;
let j4;
if(i9 > 1){
const indices4 = {};
for(;i9--;){
let item4 = data15[i9];
if(typeof item4 !== "string"){
continue;
}
if(typeof indices4[item4] == "number"){
j4 = indices4[item4];
const err32 = {instancePath:instancePath+"/jsonBody/socialId",schemaPath:"#/properties/jsonBody/properties/socialId/uniqueItems",keyword:"uniqueItems",params:{i: i9, j: j4}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
break;
}
indices4[item4] = i9;
}
}
}
else {
const err33 = {instancePath:instancePath+"/jsonBody/socialId",schemaPath:"#/properties/jsonBody/properties/socialId/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
else {
const err34 = {instancePath:instancePath+"/jsonBody",schemaPath:"#/properties/jsonBody/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data.firstName !== undefined && func0.call(data, "firstName")){
if(typeof data.firstName !== "string"){
const err35 = {instancePath:instancePath+"/firstName",schemaPath:"#/properties/firstName/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data.lastName !== undefined && func0.call(data, "lastName")){
if(typeof data.lastName !== "string"){
const err36 = {instancePath:instancePath+"/lastName",schemaPath:"#/properties/lastName/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data.phone !== undefined && func0.call(data, "phone")){
let data19 = data.phone;
if(Array.isArray(data19)){
const len5 = data19.length;
for(let i10=0; i10<len5; i10++){
let data20 = data19[i10];
if(typeof data20 === "string"){
if(!(formats2(data20))){
const err37 = {instancePath:instancePath+"/phone/" + i10,schemaPath:"#/properties/phone/items/format",keyword:"format",params:{format: "identifier"}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
else {
const err38 = {instancePath:instancePath+"/phone/" + i10,schemaPath:"#/properties/phone/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
}
else {
const err39 = {instancePath:instancePath+"/phone",schemaPath:"#/properties/phone/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data.email !== undefined && func0.call(data, "email")){
let data21 = data.email;
if(Array.isArray(data21)){
const len6 = data21.length;
for(let i11=0; i11<len6; i11++){
let data22 = data21[i11];
if(typeof data22 === "string"){
if(!(formats2(data22))){
const err40 = {instancePath:instancePath+"/email/" + i11,schemaPath:"#/properties/email/items/format",keyword:"format",params:{format: "identifier"}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
else {
const err41 = {instancePath:instancePath+"/email/" + i11,schemaPath:"#/properties/email/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
}
else {
const err42 = {instancePath:instancePath+"/email",schemaPath:"#/properties/email/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data.customerId !== undefined && func0.call(data, "customerId")){
let data23 = data.customerId;
if(Array.isArray(data23)){
const len7 = data23.length;
for(let i12=0; i12<len7; i12++){
let data24 = data23[i12];
if(typeof data24 === "string"){
if(!(formats2(data24))){
const err43 = {instancePath:instancePath+"/customerId/" + i12,schemaPath:"#/properties/customerId/items/format",keyword:"format",params:{format: "identifier"}};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
else {
const err44 = {instancePath:instancePath+"/customerId/" + i12,schemaPath:"#/properties/customerId/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
}
else {
const err45 = {instancePath:instancePath+"/customerId",schemaPath:"#/properties/customerId/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data.temporaryId !== undefined && func0.call(data, "temporaryId")){
let data25 = data.temporaryId;
if(Array.isArray(data25)){
const len8 = data25.length;
for(let i13=0; i13<len8; i13++){
let data26 = data25[i13];
if(typeof data26 === "string"){
if(!(formats2(data26))){
const err46 = {instancePath:instancePath+"/temporaryId/" + i13,schemaPath:"#/properties/temporaryId/items/format",keyword:"format",params:{format: "identifier"}};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
else {
const err47 = {instancePath:instancePath+"/temporaryId/" + i13,schemaPath:"#/properties/temporaryId/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
}
else {
const err48 = {instancePath:instancePath+"/temporaryId",schemaPath:"#/properties/temporaryId/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data.socialId !== undefined && func0.call(data, "socialId")){
let data27 = data.socialId;
if(Array.isArray(data27)){
const len9 = data27.length;
for(let i14=0; i14<len9; i14++){
let data28 = data27[i14];
if(typeof data28 === "string"){
if(!(formats2(data28))){
const err49 = {instancePath:instancePath+"/socialId/" + i14,schemaPath:"#/properties/socialId/items/format",keyword:"format",params:{format: "identifier"}};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
else {
const err50 = {instancePath:instancePath+"/socialId/" + i14,schemaPath:"#/properties/socialId/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
}
else {
const err51 = {instancePath:instancePath+"/socialId",schemaPath:"#/properties/socialId/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data.overwrite !== undefined && func0.call(data, "overwrite")){
if(typeof data.overwrite !== "boolean"){
const err52 = {instancePath:instancePath+"/overwrite",schemaPath:"#/properties/overwrite/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
}
else {
const err53 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
validate10.errors = vErrors;
return errors === 0;
}

export const visible_jsonBody = validate11;
const schema12 = {"type":"object","required":["bodyMode"],"properties":{"bodyMode":{"const":"json"}}};

function validate11(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.bodyMode === undefined) || (!(func0.call(data, "bodyMode")))){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "bodyMode"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.bodyMode !== undefined && func0.call(data, "bodyMode")){
if("json" !== data.bodyMode){
const err1 = {instancePath:instancePath+"/bodyMode",schemaPath:"#/properties/bodyMode/const",keyword:"const",params:{allowedValue: "json"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate11.errors = vErrors;
return errors === 0;
}

export const visible_firstName = validate12;
const schema13 = {"type":"object","required":["bodyMode"],"properties":{"bodyMode":{"const":"keyValue"}}};

function validate12(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.bodyMode === undefined) || (!(func0.call(data, "bodyMode")))){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "bodyMode"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.bodyMode !== undefined && func0.call(data, "bodyMode")){
if("keyValue" !== data.bodyMode){
const err1 = {instancePath:instancePath+"/bodyMode",schemaPath:"#/properties/bodyMode/const",keyword:"const",params:{allowedValue: "keyValue"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate12.errors = vErrors;
return errors === 0;
}

export const constraint_0_holds = validate13;
const schema14 = {"type":"object","anyOf":[{"required":["phone"]},{"required":["email"]},{"required":["customerId"]},{"required":["temporaryId"]},{"required":["socialId"]}]};

function validate13(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!(data && typeof data == "object" && !Array.isArray(data))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
const _errs1 = errors;
let valid0 = false;
const _errs2 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.phone === undefined) || (!(func0.call(data, "phone")))){
const err1 = {instancePath,schemaPath:"#/anyOf/0/required",keyword:"required",params:{missingProperty: "phone"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
var _valid0 = _errs2 === errors;
valid0 = valid0 || _valid0;
if(!valid0){
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.email === undefined) || (!(func0.call(data, "email")))){
const err2 = {instancePath,schemaPath:"#/anyOf/1/required",keyword:"required",params:{missingProperty: "email"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
var _valid0 = _errs3 === errors;
valid0 = valid0 || _valid0;
if(!valid0){
const _errs4 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.customerId === undefined) || (!(func0.call(data, "customerId")))){
const err3 = {instancePath,schemaPath:"#/anyOf/2/required",keyword:"required",params:{missingProperty: "customerId"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
var _valid0 = _errs4 === errors;
valid0 = valid0 || _valid0;
if(!valid0){
const _errs5 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.temporaryId === undefined) || (!(func0.call(data, "temporaryId")))){
const err4 = {instancePath,schemaPath:"#/anyOf/3/required",keyword:"required",params:{missingProperty: "temporaryId"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
var _valid0 = _errs5 === errors;
valid0 = valid0 || _valid0;
if(!valid0){
const _errs6 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.socialId === undefined) || (!(func0.call(data, "socialId")))){
const err5 = {instancePath,schemaPath:"#/anyOf/4/required",keyword:"required",params:{missingProperty: "socialId"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
var _valid0 = _errs6 === errors;
valid0 = valid0 || _valid0;
}
}
}
}
if(!valid0){
const err6 = {instancePath,schemaPath:"#/anyOf",keyword:"anyOf",params:{}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
else {
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
}
validate13.errors = vErrors;
return errors === 0;
}

export const constraint_1_applies = validate14;
const schema15 = {"type":"object","required":["jsonBody"]};

function validate14(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.jsonBody === undefined) || (!(func0.call(data, "jsonBody")))){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "jsonBody"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate14.errors = vErrors;
return errors === 0;
}

export const constraint_1_holds = validate15;
const schema16 = {"type":"object","properties":{"jsonBody":{"type":"object","anyOf":[{"required":["phone"],"properties":{"phone":{"type":"array","minItems":1}}},{"required":["email"],"properties":{"email":{"type":"array","minItems":1}}},{"required":["customerId"],"properties":{"customerId":{"type":"array","minItems":1}}},{"required":["temporaryId"],"properties":{"temporaryId":{"type":"array","minItems":1}}},{"required":["socialId"],"properties":{"socialId":{"type":"array","minItems":1}}}]}}};

function validate15(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.jsonBody !== undefined && func0.call(data, "jsonBody")){
let data0 = data.jsonBody;
if(!(data0 && typeof data0 == "object" && !Array.isArray(data0))){
const err0 = {instancePath:instancePath+"/jsonBody",schemaPath:"#/properties/jsonBody/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
const _errs3 = errors;
let valid1 = false;
const _errs4 = errors;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if((data0.phone === undefined) || (!(func0.call(data0, "phone")))){
const err1 = {instancePath:instancePath+"/jsonBody",schemaPath:"#/properties/jsonBody/anyOf/0/required",keyword:"required",params:{missingProperty: "phone"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data0.phone !== undefined && func0.call(data0, "phone")){
let data1 = data0.phone;
if(Array.isArray(data1)){
if(data1.length < 1){
const err2 = {instancePath:instancePath+"/jsonBody/phone",schemaPath:"#/properties/jsonBody/anyOf/0/properties/phone/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/jsonBody/phone",schemaPath:"#/properties/jsonBody/anyOf/0/properties/phone/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
var _valid0 = _errs4 === errors;
valid1 = valid1 || _valid0;
if(!valid1){
const _errs7 = errors;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if((data0.email === undefined) || (!(func0.call(data0, "email")))){
const err4 = {instancePath:instancePath+"/jsonBody",schemaPath:"#/properties/jsonBody/anyOf/1/required",keyword:"required",params:{missingProperty: "email"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data0.email !== undefined && func0.call(data0, "email")){
let data2 = data0.email;
if(Array.isArray(data2)){
if(data2.length < 1){
const err5 = {instancePath:instancePath+"/jsonBody/email",schemaPath:"#/properties/jsonBody/anyOf/1/properties/email/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/jsonBody/email",schemaPath:"#/properties/jsonBody/anyOf/1/properties/email/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
var _valid0 = _errs7 === errors;
valid1 = valid1 || _valid0;
if(!valid1){
const _errs10 = errors;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if((data0.customerId === undefined) || (!(func0.call(data0, "customerId")))){
const err7 = {instancePath:instancePath+"/jsonBody",schemaPath:"#/properties/jsonBody/anyOf/2/required",keyword:"required",params:{missingProperty: "customerId"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data0.customerId !== undefined && func0.call(data0, "customerId")){
let data3 = data0.customerId;
if(Array.isArray(data3)){
if(data3.length < 1){
const err8 = {instancePath:instancePath+"/jsonBody/customerId",schemaPath:"#/properties/jsonBody/anyOf/2/properties/customerId/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/jsonBody/customerId",schemaPath:"#/properties/jsonBody/anyOf/2/properties/customerId/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
var _valid0 = _errs10 === errors;
valid1 = valid1 || _valid0;
if(!valid1){
const _errs13 = errors;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if((data0.temporaryId === undefined) || (!(func0.call(data0, "temporaryId")))){
const err10 = {instancePath:instancePath+"/jsonBody",schemaPath:"#/properties/jsonBody/anyOf/3/required",keyword:"required",params:{missingProperty: "temporaryId"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data0.temporaryId !== undefined && func0.call(data0, "temporaryId")){
let data4 = data0.temporaryId;
if(Array.isArray(data4)){
if(data4.length < 1){
const err11 = {instancePath:instancePath+"/jsonBody/temporaryId",schemaPath:"#/properties/jsonBody/anyOf/3/properties/temporaryId/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/jsonBody/temporaryId",schemaPath:"#/properties/jsonBody/anyOf/3/properties/temporaryId/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
var _valid0 = _errs13 === errors;
valid1 = valid1 || _valid0;
if(!valid1){
const _errs16 = errors;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if((data0.socialId === undefined) || (!(func0.call(data0, "socialId")))){
const err13 = {instancePath:instancePath+"/jsonBody",schemaPath:"#/properties/jsonBody/anyOf/4/required",keyword:"required",params:{missingProperty: "socialId"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data0.socialId !== undefined && func0.call(data0, "socialId")){
let data5 = data0.socialId;
if(Array.isArray(data5)){
if(data5.length < 1){
const err14 = {instancePath:instancePath+"/jsonBody/socialId",schemaPath:"#/properties/jsonBody/anyOf/4/properties/socialId/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/jsonBody/socialId",schemaPath:"#/properties/jsonBody/anyOf/4/properties/socialId/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
var _valid0 = _errs16 === errors;
valid1 = valid1 || _valid0;
}
}
}
}
if(!valid1){
const err16 = {instancePath:instancePath+"/jsonBody",schemaPath:"#/properties/jsonBody/anyOf",keyword:"anyOf",params:{}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
else {
errors = _errs3;
if(vErrors !== null){
if(_errs3){
vErrors.length = _errs3;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err17 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
validate15.errors = vErrors;
return errors === 0;
}

export const validators = {"values":values,"visible/jsonBody":visible_jsonBody,"visible/firstName":visible_firstName,"visible/lastName":visible_firstName,"visible/phone":visible_firstName,"visible/email":visible_firstName,"visible/customerId":visible_firstName,"visible/temporaryId":visible_firstName,"visible/socialId":visible_firstName,"visible/overwrite":visible_firstName,"constraint/0/applies":visible_firstName,"constraint/0/holds":constraint_0_holds,"constraint/1/applies":constraint_1_applies,"constraint/1/holds":constraint_1_holds}
