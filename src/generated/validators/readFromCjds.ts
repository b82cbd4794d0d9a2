// Generated from node-manifest by `npm run generate`.
// @ts-nocheck
import { formatTests } from '../../keywords/formats.js'
import ucs2length from 'ajv/dist/runtime/ucs2length.js'

export const values = validate10;
const schema11 = {"type":"object","properties":{"authorization":{"type":"string"},"workspaceId":{"type":"string","format":"path-segment"},"templateName":{"type":"string","format":"non-blank"},"aliasId":{"type":"string","format":"identifier","pattern":"^[^,]*$","maxLength":10000}}};
const func0 = Object.prototype.hasOwnProperty;
const func49 = ucs2length.default;
const formats0 = formatTests["path-segment"];
const formats2 = formatTests["non-blank"];
const formats4 = formatTests.identifier;
const pattern0 = new RegExp("^[^,]*$", "u");

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
if(data.templateName !== undefined && func0.call(data, "templateName")){
let data2 = data.templateName;
if(typeof data2 === "string"){
if(!(formats2(data2))){
const err3 = {instancePath:instancePath+"/templateName",schemaPath:"#/properties/templateName/format",keyword:"format",params:{format: "non-blank"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/templateName",schemaPath:"#/properties/templateName/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.aliasId !== undefined && func0.call(data, "aliasId")){
let data3 = data.aliasId;
if(typeof data3 === "string"){
if(func49(data3) > 10000){
const err5 = {instancePath:instancePath+"/aliasId",schemaPath:"#/properties/aliasId/maxLength",keyword:"maxLength",params:{limit: 10000}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(!pattern0.test(data3)){
const err6 = {instancePath:instancePath+"/aliasId",schemaPath:"#/properties/aliasId/pattern",keyword:"pattern",params:{pattern: "^[^,]*$"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(!(formats4(data3))){
const err7 = {instancePath:instancePath+"/aliasId",schemaPath:"#/properties/aliasId/format",keyword:"format",params:{format: "identifier"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/aliasId",schemaPath:"#/properties/aliasId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
validate10.errors = vErrors;
return errors === 0;
}

export const validators = {"values":values}
